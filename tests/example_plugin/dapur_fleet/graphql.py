"""What operations and queries cannot say: one figure over the whole fleet."""

from dapur.contract import GraphQLTypes

TYPES: tuple[GraphQLTypes, ...] = (GraphQLTypes(),)
