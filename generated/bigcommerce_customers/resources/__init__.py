"""The methods of the client, by tag: waiting and asynchronous, giving results or raw answers."""
