"""Tell whether a password is the customer's."""

from bigcommerce_customers import BigCommerce

with BigCommerce() as client:
    correct = client.customers.validate_password(1, password="12w69Y217PYR96J")
    print("correct" if correct else "wrong")
