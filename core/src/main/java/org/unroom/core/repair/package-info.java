/** Repairs of what ails a recording besides its room: one class a repair, one paper a class. */
package org.unroom.core.repair;
