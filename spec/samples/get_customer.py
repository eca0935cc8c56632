"""Print one customer."""

from bigcommerce_customers import BigCommerce, NotFoundError

with BigCommerce() as client:
    try:
        customer = client.customers.get(1)
    except NotFoundError:
        print("There is no customer 1.")
    else:
        print(customer.first_name, customer.last_name, customer.store_credit)
