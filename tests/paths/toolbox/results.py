# SPDX-License-Identifier: AGPL-3.0-or-later
"""One result of every calculator, with awkward figures where they change the wording."""

from paths.toolbox.allocation import allocate
from paths.toolbox.derived_importance import derived_importance
from paths.toolbox.factors import Factor
from paths.toolbox.importance_map import importance_map
from paths.toolbox.intervals import margin_of_error, normal_interval, wilson_interval
from paths.toolbox.mean_interval import mean_interval
from paths.toolbox.nps import nps
from paths.toolbox.participation import contacts_needed, participation
from paths.toolbox.progress import Group, collection_progress
from paths.toolbox.reliability import reliability
from paths.toolbox.response_rates import Dispositions, response_rates
from paths.toolbox.sample_size import sample_size
from paths.toolbox.satisfaction_index import satisfaction_index
from paths.toolbox.satisfied_share import emoticon_index, top_two_box
from paths.toolbox.servperf import servperf
from paths.toolbox.servqual import servqual_from_gaps
from paths.toolbox.servqual_items import Dimension
from paths.toolbox.strata import Stratum
from paths.toolbox.table_it import parse_table
from paths.toolbox.weights import Coverage, post_stratification
from tests.paths.toolbox.likert import FIFTEEN_BY_TEN

FACTORS = (Factor("Attesa", 9, 3), Factor("Cortesia", 2, 8), Factor("Orari", 5, 5))

RESULTS = (
    sample_size(660),
    sample_size(),
    sample_size(1),
    allocate(8, [Stratum("Centro", 990), Stratum("Frazioni", 10)]),
    margin_of_error(278, 1_000),
    margin_of_error(1, 1),
    wilson_interval(1, 1, 12),
    normal_interval(8, 100, confidence=0.8),
    mean_interval([4, 5, 3, 4]),
    response_rates(Dispositions(650, 50, 150, 100, 30, 20), 0.5),
    response_rates(Dispositions(0, unknown=1)),
    participation(1, 1_000),
    contacts_needed(1, 0.11),
    collection_progress([Group("Centro", 130, 82, 61), Group("Frazioni", 90, 0, 0)]),
    collection_progress([Group("Centro", 1, 1, 1)]),
    reliability(parse_table(FIFTEEN_BY_TEN)),
    reliability(parse_table("1;5\n2;4\n3;4")),
    satisfaction_index(FACTORS, 10),
    top_two_box([1, 2, 3]),
    emoticon_index(82, 10, 8),
    servqual_from_gaps(["Empatia", "Affidabilità"], [-1, -2], [50, 50]),
    servperf([Dimension("Empatia", (4, 5))]),
    importance_map(FACTORS),
    importance_map(FACTORS[1:]),
    derived_importance(parse_table("1;3;1\n2;2;3\n3;1;4")),
    nps(20, 30, 50),
    post_stratification([Coverage("Centro", 600, 40), Coverage("Frazioni", 400, 60)]),
)
