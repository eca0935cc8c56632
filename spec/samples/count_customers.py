"""Print how many customers belong to no customer group."""

from bigcommerce_customers import BigCommerce

with BigCommerce() as client:
    print(client.customers.count(customer_group_id=0))
