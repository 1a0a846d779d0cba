/** Shows how far a long command is and how long it will still take. */
package org.djlcelo.eval.progress;
