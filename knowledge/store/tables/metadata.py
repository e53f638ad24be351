"""What all tables share: naming of constraints, and the column that says whose a row is."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def shop_column() -> Column[str]:
    return Column("shop", String(64), ForeignKey("shops.id", ondelete="CASCADE"), nullable=False)
