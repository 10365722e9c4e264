package dev.taskhost.script.network;

import java.nio.channels.spi.AbstractSelectableChannel;

/** A channel that stands for one of the JDK's. */
interface Guarded {
    /** The JDK's. */
    AbstractSelectableChannel real();
}
