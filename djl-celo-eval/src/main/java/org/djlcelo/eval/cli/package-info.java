/** The commands; each parses its options, calls one other package and prints. */
package org.djlcelo.eval.cli;
