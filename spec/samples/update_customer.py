"""Change a customer's telephone number and store credit; everything else stays as it is."""

from decimal import Decimal

from bigcommerce_customers import BigCommerce

with BigCommerce() as client:
    customer = client.customers.update(1, phone="252-101-2010", store_credit=Decimal("12.50"))
    print(customer.phone, customer.store_credit)
