package org.djlcelo.eval.task;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Frees Java's unused direct memory and writes over it, to find out who still reads it. */
final class Garbage {

    private static final int PIECES = 20_000;
    private static final int NOT_A_NUMBER = 0x7fc00000;
    private static final Cleaner CLEANER = Cleaner.create();

    private Garbage() {}

    static void collectAndOverwrite() {
        CountDownLatch collected = new CountDownLatch(1);
        CLEANER.register(new Object(), collected::countDown);
        try {
            do {
                System.gc();
            } while (!collected.await(50, TimeUnit.MILLISECONDS));
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < PIECES; i++) {
            ByteBuffer.allocateDirect(4).putInt(0, Integer.reverseBytes(NOT_A_NUMBER));
        }
    }
}
