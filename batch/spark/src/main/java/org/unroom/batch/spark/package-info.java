/** The jobs of a batch on an Apache Spark cluster. */
package org.unroom.batch.spark;
