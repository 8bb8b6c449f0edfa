"""What kernels share: imported once, before they are forked (see :mod:`analysis.report.kernels`).

scikit-learn is left out: one notebook needs it, and the others would wait for it.
"""

import matplotlib.backends.backend_agg
import matplotlib.backends.backend_pdf
import matplotlib.backends.backend_svg  # noqa: F401

import analysis.compare.attribution
import analysis.compare.claims.cards
import analysis.compare.claims.claims
import analysis.compare.drift.changes
import analysis.compare.hedging
import analysis.compare.numbers
import analysis.compare.provenance
import analysis.compare.reuse.shared_text
import analysis.compare.reuse.travels
import analysis.compare.reuse.witnesses
import analysis.compare.sides
import analysis.marks.spine
import analysis.report.attribution
import analysis.report.claim_errors
import analysis.report.claim_lookalikes
import analysis.report.claim_omissions
import analysis.report.claim_pairs
import analysis.report.claim_sums
import analysis.report.drift_pairs
import analysis.report.hedging
import analysis.report.plots_coverage
import analysis.report.plots_hedging
import analysis.report.plots_ladder
import analysis.report.plots_ledger
import analysis.report.plots_provenance
import analysis.report.plots_reuse
import analysis.report.plots_similarity
import analysis.report.plots_timeline
import analysis.report.plots_travels
import analysis.report.plots_voices
import analysis.report.provenance
import analysis.report.similarity
import analysis.report.sources
import analysis.report.speakers
import analysis.report.travels
import analysis.report.voice_shares
import analysis.report.witnesses  # noqa: F401
