//! A progress bar, shown only on a terminal and only when work lasts.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that ends sooner shows no bar: a flash of text helps nobody.
const PATIENCE: Duration = Duration::from_millis(400);

/// Shows how far the work is.
pub(super) struct ProgressLine {
    bar: ProgressBar,
    watch: Option<(Sender<()>, JoinHandle<()>)>,
}

impl ProgressLine {
    /// Starts; nothing is shown if `shown` is false.
    pub(super) fn start(steps: usize, shown: bool) -> Self {
        let bar = ProgressBar::with_draw_target(
            Some(steps.try_into().unwrap_or(u64::MAX)),
            ProgressDrawTarget::hidden(),
        );
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        // Where the system gives no thread, nothing is shown.
        let watch = shown.then(|| {
            let (done, wait) = channel();
            let bar = bar.clone();
            let thread = std::thread::Builder::new().spawn(move || {
                if wait.recv_timeout(PATIENCE).is_err() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.tick();
                }
            });
            Some((done, thread.ok()?))
        });
        Self { bar, watch: watch.flatten() }
    }

    /// Says what is being done.
    pub(super) fn step(&self, what: String) {
        self.bar.set_message(what);
        self.bar.inc(1);
    }

    /// Ends and clears the line.
    pub(super) fn finish(mut self) {
        if let Some((done, thread)) = self.watch.take() {
            let _ = done.send(());
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
