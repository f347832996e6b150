"""What people note at a party: comments and tags."""

from dapur_base.comments import comment_operation
from dapur_base.tags import link_table, tag_operation

PARTY_TAGS = link_table("base.party_tag")

comment_party = comment_operation(
    "base.comment_party",
    table="base.party_comment",
    owner="base.party",
    title="name",
    permission="base.read",
    address="base/parties/{owner}",
)
tag_party = tag_operation("base.tag_party", link=PARTY_TAGS, owner="base.party", permission="base.party.manage")
