"""The catalogue of procedures: types, loading, checking, answers, deadlines."""

from kiosk.procedures.catalogue import Catalogue

__all__ = ["Catalogue"]
