"""Lotse: answers for people who are new in Germany, in their own language, with source and date."""

import os

# One thread for each text that is encoded, and several texts at once: threads that share one short text spend more time
# waiting for each other than working. OpenMP reads this once, when the first library that uses it is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")
