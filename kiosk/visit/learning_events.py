"""Touches on what can be learnt and practised. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Event


class OpenLearning(Event, frozen=True):
    """Go to what can be learnt and tried here."""


class OpenGuide(Event, frozen=True):
    """One of the things to be learnt step by step."""

    guide: str


class TryAnswer(Event, frozen=True):
    """What one would do, where a guide asks; nothing of it is kept."""

    choice: str


class BeginPractice(Event, frozen=True):
    """Practise with a person who does not exist; nothing that was told comes along."""


class PractiseAlone(Event, frozen=True):
    """Of what can be practised: a visit as any resident makes it."""


class ChooseExercise(Event, frozen=True):
    """Of what can be practised: one of the helpers' exercises."""

    exercise: str


class ShowPracticeCard(Event, frozen=True):
    """Hold up the card, or the badge, of the person who does not exist: no real one may be shown in practice."""


class FillIn(Event, frozen=True):
    """Let the made-up person's answer stand for the question on screen."""
