/**
 * Pictures of sound. Charts are laid out by JFreeChart (LGPL 2.1, unchanged, from Maven Central)
 * and written as SVG by Batik (Apache-2.0) or as PNG by Java itself; both stay behind this package.
 * What needs signals alone is drawn here (spectrogram, waveform); what needs more builds its own
 * {@link org.unroom.core.plot.LineChart}. XChart was tried first: its SVGs hold outlines instead of
 * text and are six times as large, and its axes are ticked at 0.12, 0.24, 0.36.
 */
package org.unroom.core.plot;
