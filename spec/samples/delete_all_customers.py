"""Delete every customer of the store. There is no way back."""

from bigcommerce_customers import BigCommerce

with BigCommerce() as client:
    client.customers.delete_all(confirm=True)
    print("customers left:", client.customers.count())
