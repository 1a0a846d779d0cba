package org.djlcelo.data;

/** The two halves in which data sets are published. */
public enum Split {
    /** The samples to learn from. */
    TRAIN,
    /** The samples to judge by. */
    TEST
}
