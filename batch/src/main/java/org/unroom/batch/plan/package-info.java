/** What is to be done: inputs as they were named on a command line, outputs and their names. */
package org.unroom.batch.plan;
