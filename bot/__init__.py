"""Lotse: answers for people who are new in Germany, in their own language, with source and date."""

import os

# The encoder's threads must sleep while they wait for each other, not spin: spinning threads take the cores from
# everything else, a question then takes seconds. OpenMP reads this once, when the first library that uses it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
