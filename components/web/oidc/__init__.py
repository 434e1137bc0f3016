"""Signing in through OpenID Connect providers, beside the product's own accounts: several at once, each by its button.

Authorization code with PKCE. What comes out of it is an ordinary sign-in of the product's own, ended as every other is.
"""

from components.web.oidc.door import come, go
from components.web.oidc.installed import known, name_of_provider, problems, way_out

__all__ = ["come", "go", "known", "name_of_provider", "problems", "way_out"]
