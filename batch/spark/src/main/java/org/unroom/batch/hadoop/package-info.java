/**
 * Files that Hadoop knows how to reach ({@code hdfs}, {@code s3a} and what else is configured), as
 * files of {@code java.nio.file}: what a plan, a summary and the copies to and from a job's own
 * folder need of them, and no more.
 */
package org.unroom.batch.hadoop;
