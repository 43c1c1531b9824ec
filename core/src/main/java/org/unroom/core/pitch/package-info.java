/** Fundamental frequency of one voice or instrument, frame by frame. */
package org.unroom.core.pitch;
