"""Delete one customer."""

from bigcommerce_customers import BigCommerce, NotFoundError

with BigCommerce() as client:
    try:
        client.customers.delete(2)
    except NotFoundError:
        print("There is no customer 2.")
    else:
        print("deleted")
