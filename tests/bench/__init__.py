"""The numbers of `make bench`: what the product costs, beside the barest thing that does the same on the same machine.

Each room measures one claim and its yardstick in turns, so that a busy machine is busy for both; what counts are the
ratios within one run. Nothing here asserts a time. Not collected by pytest.
"""
