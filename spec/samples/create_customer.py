"""Create a customer who must choose a new password at the next login."""

from bigcommerce_customers import BadRequestError, BigCommerce

with BigCommerce() as client:
    try:
        customer = client.customers.create(
            first_name="Jane",
            last_name="Doe",
            email="jane.doe@example.com",
            authentication={"password": "12w69Y217PYR96J", "force_reset": True},
        )
    except BadRequestError as error:
        print(error.field, error.invalid_reason)
    else:
        print(customer.id, customer.date_created)
