"""The Kivy face: paints a ScreenView wholly and sends what is touched.

``screens`` and ``widgets`` are pure: they turn a view into parts with places, in the units of ``parts``.
``paint`` draws parts with Kivy; ``app`` joins both to the link. Kivy is imported only by ``paint``, ``fonts``
and ``app``, after ``environment`` has set it up.
"""
