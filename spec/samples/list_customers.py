"""Print every customer with a given last name, page after page."""

from datetime import UTC, datetime

from bigcommerce_customers import BigCommerce

since = datetime(2012, 11, 1, tzinfo=UTC)
with BigCommerce() as client:
    for customer in client.customers.list(last_name="Customer", min_date_created=since):
        print(customer.id, customer.email, customer.date_created.year)
