"""The mock server: a stateful stand-in for the BigCommerce V2 Customers API, driven by the OpenAPI document.

Start it with the command `bigcommerce-contract mock`, or take the ASGI application from
`bigcommerce_contract.mock.app.create_app`.
"""
