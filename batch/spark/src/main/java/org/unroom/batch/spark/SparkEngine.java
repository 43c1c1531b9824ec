package org.unroom.batch.spark;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.BatchEngine;
import org.unroom.batch.run.BatchOrder;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.FailureRecorder;
import org.unroom.batch.run.JobEnd;
import org.unroom.batch.run.JobPool;
import org.unroom.batch.run.OutputClaims;
import org.unroom.batch.run.PoolListener;
import org.unroom.batch.run.PoolSettings;

/**
 * Does a batch on a Spark cluster. The plan, the journal and the account stay with the driver; each
 * job is a Spark job of one task, and as many are under way as the cluster has cores. Input and
 * output lie on a file system that driver and executors share: under the same paths, or under
 * addresses that Hadoop reaches, with the journal then on the driver's machine. What is configured
 * for Spark ({@code spark-submit}, {@code spark.*} system properties) holds; the rest is set here:
 * one core and one native thread a task, and the jars of this program for the executors.
 */
public final class SparkEngine implements BatchEngine {
  private static final String NAME = "spark";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Locations locations() {
    return ClusterLocations.HERE;
  }

  @Override
  public void run(BatchOrder order, PoolListener<PlannedRecording, JobEnd> listener)
      throws IOException, InterruptedException {
    BatchWork work = order.recipe().work();
    OutputClaims.record(order, work);
    try (JavaSparkContext spark = new JavaSparkContext(conf(order))) {
      PoolSettings asked = order.pool();
      int atOnce = Math.max(asked.jobs(), spark.defaultParallelism());
      // timeouts and retries are the executors', where the work is
      PoolSettings driver =
          new PoolSettings(atOnce, Long.MAX_VALUE, Optional.empty(), 0, asked.failFast());
      new JobPool<>(
              driver,
              () -> new SparkHand(spark, order),
              job -> 1,
              new FailureRecorder(work, order.journal(), order.out(), listener))
          .run(order.recordings());
    }
  }

  private static SparkConf conf(BatchOrder order) throws IOException {
    SparkConf conf = new SparkConf().setAppName("unroom batch");
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.task.maxFailures", "8");
    if (!order.master().isEmpty()) {
      conf.setMaster(order.master());
    }
    ProgramJars.shipWith(conf);
    return conf;
  }
}
