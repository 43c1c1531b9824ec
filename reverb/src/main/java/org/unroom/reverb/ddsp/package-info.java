/** The fit of the DDSP paper: a synthesizer and a room, in the time domain, to one recording. */
package org.unroom.reverb.ddsp;
