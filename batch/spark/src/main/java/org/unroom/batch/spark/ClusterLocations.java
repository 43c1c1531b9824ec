package org.unroom.batch.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.unroom.batch.hadoop.HadoopLocations;
import org.unroom.batch.plan.Locations;

/** Where driver and executors find files, by the configuration of Hadoop that Spark was given. */
final class ClusterLocations {
  /** The same for all of a JVM. */
  static final Locations HERE = new HadoopLocations(ClusterLocations::configuration);

  private ClusterLocations() {}

  /**
   * That of {@code HADOOP_CONF_DIR}, and Spark's settings that begin with {@code spark.hadoop.}.
   */
  private static Configuration configuration() {
    SparkConf conf = SparkEnv.get() == null ? new SparkConf() : SparkEnv.get().conf();
    return SparkHadoopUtil.get().newConfiguration(conf);
  }
}
