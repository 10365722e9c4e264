package dev.taskhost.script.network;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a script's channels: the JDK's selector takes none but the JDK's own, so those are put into one of these behind it. What
 * was selected is found anew by each select. As thread-safe as the JDK's.
 */
final class GuardedSelector extends AbstractSelector {
    private final AbstractSelector real;
    private final Set<GuardedKey> keys = ConcurrentHashMap.newKeySet();

    GuardedSelector(SelectorProvider provider, AbstractSelector real) {
        super(provider);
        this.real = real;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        SelectableChannel behind = channel instanceof Guarded guarded ? guarded.real() : channel;
        try {
            GuardedKey key = new GuardedKey(this, channel, behind.register(real, ops));
            key.attach(attachment);
            keys.add(key);
            return key;
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("the channel was closed while it was registered", e);
        }
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.copyOf(keys);
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return keys.stream()
                .filter(key -> key.isValid() && key.real().isValid() && key.readyOps() != 0)
                .collect(Collectors.toSet());
    }

    @Override
    public int selectNow() throws IOException {
        return look(real::selectNow);
    }

    @Override
    public int select(long timeout) throws IOException {
        return look(() -> real.select(timeout));
    }

    @Override
    public int select() throws IOException {
        return look(real::select);
    }

    private interface Look {
        int select() throws IOException;
    }

    private int look(Look look) throws IOException {
        forgetCancelled();
        real.selectedKeys().clear();
        int count = look.select();
        forgetCancelled();
        return count;
    }

    private void forgetCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (SelectionKey key : cancelled) {
                forget((GuardedKey) key);
            }
            cancelled.clear();
        }
    }

    private void forget(GuardedKey key) {
        key.real().cancel();
        keys.remove(key);
        deregister(key);
    }

    @Override
    public Selector wakeup() {
        real.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() throws IOException {
        real.close();
        keys.forEach(this::deregister);
        keys.clear();
    }
}
