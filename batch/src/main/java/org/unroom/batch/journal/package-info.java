/** What has been done, so that it need not be done again: a durable record of every job. */
package org.unroom.batch.journal;
