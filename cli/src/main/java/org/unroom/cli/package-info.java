/** The command line: one class a command; the only package that prints. */
package org.unroom.cli;
