"""Tools that serve and check the contract of BigCommerce's V2 Customers API."""
