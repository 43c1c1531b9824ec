/**
 * Reports: one HTML file over a result, with sound to compare, pictures, what was measured and what
 * was kept; and one over a whole run. They need nothing but a browser: no network, no server, no
 * other file. What is drawn of sound alone is in {@code org.unroom.core.plot}.
 */
package org.unroom.batch.report;
