/** Doing it: one recording at a time, each failure kept to its recording. */
package org.unroom.batch.run;
