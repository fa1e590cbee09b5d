"""Who of the staff may do what with stories: one table, which the guards of the workshop ask."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do with the stories of their school."""

    SEE_DRAFTS = "see drafts"
    WRITE = "write"
    READ_OVER = "read over"
    PUBLISH = "publish"
    PUBLISH_ALONE = "publish alone"
    WITHDRAW = "withdraw"


class Role(StrEnum):
    """What somebody is at a school. Until there are accounts, whoever sits at the laptop is its owner."""

    TEACHER = "teacher"
    AUTHOR = "author"
    SECOND_READER = "second reader"
    ADMIN = "admin"
    LAPTOP_OWNER = "laptop owner"


PERMISSIONS: Mapping[Role, Collection[Permission]] = {
    Role.TEACHER: (),
    Role.AUTHOR: (Permission.SEE_DRAFTS, Permission.WRITE, Permission.PUBLISH),
    Role.SECOND_READER: tuple(Permission),
    Role.ADMIN: (Permission.WITHDRAW,),
    Role.LAPTOP_OWNER: tuple(Permission),
}


def may(roles: Collection[Role], permission: Permission) -> bool:
    return any(permission in PERMISSIONS[role] for role in roles)
