"""Pages of the company's management and of one's own account: a file a page."""

from dapur_web.server.administration.addresses import administration_get, administration_post

__all__ = ["administration_get", "administration_post"]
