/** What other JVMs of this program are started with. */
package org.djlcelo.eval.fork;
