/**
 * Replays recorded numbers of the reference implementation through the code that users run.
 *
 * <p>One {@link org.djlcelo.eval.verify.GoldenCheck} per kind of file; {@link
 * org.djlcelo.eval.verify.Verifier} finds the files, {@link org.djlcelo.eval.verify.Findings} holds
 * what came out. Tolerances are those of the recordings' own documentation, which says how exactly
 * a separate float32 program can match them.
 */
package org.djlcelo.eval.verify;
