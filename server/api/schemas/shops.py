"""Shops as administrators make them."""

from __future__ import annotations

from pydantic import Field

from knowledge.identifiers import shop_id
from knowledge.types import Shop
from server.api.schemas.strict import Shown, Strict


class ShopIn(Strict):
    id: str = Field(description="短名：小写字母、数字、- 和 _", examples=["qingfeng-home"])
    name: str = Field("", max_length=200, description="显示名；空则同短名")
    platform: str = Field("", max_length=40, description="tmall · taobao · jd · pdd · douyin · kuaishou")
    voice: str = Field("default", min_length=1, max_length=80, description="口吻文件的名字")

    def to_shop(self) -> Shop:
        """Raises `BadInput`."""
        identity = shop_id(self.id)
        return Shop(identity, self.name or identity, self.platform, self.voice)


class ShopOut(Shown):
    id: str
    name: str
    platform: str
    voice: str


class ShopsOut(Shown):
    shops: list[ShopOut]


class ShopGoneOut(Shown):
    """删除的店铺；它的一切都已清除。"""

    deleted: str
