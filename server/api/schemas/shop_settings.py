"""A shop's voice, authority and manners as the console edits them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from knowledge.identifiers import shop_id
from knowledge.publishing_rules import with_publishing_rules
from knowledge.store.keys import KeyRole
from knowledge.types import Shop
from prompts.voice import Voice
from server.api.schemas.order import Short
from server.api.schemas.publishing import PublishingIO
from server.api.schemas.service import ServiceRulesIO
from server.api.schemas.strict import Moment, Shown, Strict
from server.reply.checks.subject import Authority
from server.service_rules import with_service_rules
from server.shop_rules import ShopRules, with_rules

_Amount = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]


class AuthorityIO(Strict):
    """一个角色自己可以承诺多少，单位是元、百分数和月；不写即没有。"""

    compensation: _Amount = Field(Decimal(0), description="补偿，元")
    discount: _Amount = Field(Decimal(0), description="一单优惠，元")
    discount_percent: Annotated[_Amount, Field(le=100)] = Field(Decimal(0), description="一单优惠，百分数")
    refund: _Amount = Field(Decimal(0), description="退款，元")
    gifts: bool = Field(False, description="送赠品")
    price_match: bool = Field(False, description="补差价")
    delivery_dates: bool = Field(False, description="承诺送达日期")
    resends: bool = Field(False, description="补发")
    warranty_months: _Amount = Field(Decimal(0), description="延保，月")


class ShopRulesIO(Strict):
    """店铺怎么说话、各角色能承诺什么、要不要顺带推荐。"""

    name: str = Field(min_length=1, max_length=200)
    platform: str = Field("", max_length=40)
    voice: str = Field(min_length=1, max_length=80)
    offers: bool = Field(True, description="合适时在回答后面推荐一样商品或优惠")
    authority: dict[KeyRole, AuthorityIO] = Field(default_factory=dict)

    def to_rules(self) -> ShopRules:
        authority = {role: Authority(**limits.model_dump()) for role, limits in self.authority.items()}
        return ShopRules(self.name, self.platform, self.voice, authority, self.offers)

    @classmethod
    def of(cls, rules: ShopRules) -> ShopRulesIO:
        authority = {
            role: AuthorityIO.model_validate(limits, from_attributes=True) for role, limits in rules.authority.items()
        }
        return cls(
            name=rules.name, platform=rules.platform, voice=rules.voice, offers=rules.offers, authority=authority
        )


class VoiceOut(Shown):
    """可选的口吻。"""

    id: str
    name: str
    description: str
    address: str
    emoji: list[str]
    max_chars: int
    forbidden: list[str]

    @classmethod
    def of(cls, voice: Voice) -> VoiceOut:
        return cls.model_validate({name: getattr(voice, name) for name in cls.model_fields})


class ShopSettingsOut(Shown):
    """version 随内容变化；保存时带上，别人先改过就会被拒绝。"""

    rules: ShopRulesIO
    service: ServiceRulesIO
    publishing: PublishingIO
    version: str
    voices: list[VoiceOut]


class ShopSettingsPatch(Strict):
    """写了的部分整个换成这样，没写的不动；要么全部保存，要么一样也不保存。"""

    rules: ShopRulesIO | None = None
    service: ServiceRulesIO | None = None
    publishing: PublishingIO | None = None
    version: str | None = Field(None, max_length=64, description="读到的 version；不写则不管别人改过没有")

    def applied_to(self, shop: Shop) -> Shop:
        """The shop as it would be. Raises `BadInput` for a brand's name that is none."""
        changed = shop if self.rules is None else with_rules(shop, self.rules.to_rules())
        settings = changed.settings
        if self.service is not None:
            settings = with_service_rules(settings, self.service.to_rules())
        if self.publishing is None:
            return replace(changed, settings=settings)
        settings = with_publishing_rules(settings, self.publishing.to_rules())
        return replace(
            changed, settings=settings, brand=shop_id(self.publishing.brand) if self.publishing.brand else None
        )


class TrialRequest(Strict):
    """试问一句：完整的草稿和检查，不留记录，也不算缺口。"""

    shop: Short | None = None
    text: str = Field(min_length=1, description="顾客的话，可以多行", examples=["拆封了还能七天无理由退货吗"])
    sku: Short | None = Field(None, description="顾客正在看的商品")
    platform: Short = Field("", description="空则用店铺的")
    as_of: Moment | None = Field(None, description="按哪一刻的知识；空则为现在")
    rules: ShopRulesIO | None = Field(None, description="还没保存的店铺设置，看看会怎么说")
