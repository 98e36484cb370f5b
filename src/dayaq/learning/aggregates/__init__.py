"""What the trainings come to: the numbers of 4.7, of 4.8.4, and of the clauses that ask for a training."""

from dayaq.learning.aggregates.evaluation import INDICATORS as EVALUATION
from dayaq.learning.aggregates.programmes import INDICATORS as PROGRAMMES
from dayaq.learning.aggregates.trained import INDICATORS as TRAINED

INDICATORS = [*TRAINED, *PROGRAMMES, *EVALUATION]
