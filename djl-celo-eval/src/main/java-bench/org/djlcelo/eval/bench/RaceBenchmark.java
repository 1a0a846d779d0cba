package org.djlcelo.eval.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What JMH measures; every iteration is one racer's turn, see {@link Turns}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RaceBenchmark {

    @Param("scheduler")
    public String course;

    @Param("celo")
    public String racers;

    @Param("1")
    public int threads;

    @Param("celo")
    public String weights;

    @Param("cpu")
    public String device;

    private Turns turns;

    @Setup(Level.Trial)
    public void open() {
        turns = Turns.open(course, racers, threads, weights, device);
    }

    @Setup(Level.Iteration)
    public void next() {
        turns.next();
    }

    @Benchmark
    public void step() {
        turns.step();
    }

    @TearDown(Level.Trial)
    public void close() {
        turns.close();
    }
}
