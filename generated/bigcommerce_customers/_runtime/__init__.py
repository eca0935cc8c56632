"""What every operation of the client shares: how a request is sent, repeated, paged and read.

Nothing here knows an operation or a schema; the modules beside this package do, and pass in what is needed.
"""
