package dev.taskhost.script.network;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** A channel's place in a {@link GuardedSelector}. As thread-safe as the JDK's. */
final class GuardedKey extends AbstractSelectionKey {
    private final GuardedSelector selector;
    private final SelectableChannel channel;
    private final SelectionKey real;

    /**
     * @param channel as the script has it
     * @param real the JDK's, in the selector that this one stands for
     */
    GuardedKey(GuardedSelector selector, SelectableChannel channel, SelectionKey real) {
        this.selector = selector;
        this.channel = channel;
        this.real = real;
    }

    SelectionKey real() {
        return real;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    @Override
    public int interestOps() {
        return real.interestOps();
    }

    @Override
    public SelectionKey interestOps(int ops) {
        real.interestOps(ops);
        return this;
    }

    @Override
    public int readyOps() {
        return real.readyOps();
    }
}
